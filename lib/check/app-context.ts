/** What cdk8s tells a validation plugin: as much of its `ValidationContext` as we need. */
export interface AppContext {
  /** The files that were written. */
  readonly manifests: readonly string[];
  /** Whether they go to standard output: then the files are gone when it ends. */
  readonly stdout?: boolean;
  /** Where constructs are, by the name of their object. */
  readonly metadata?: Readonly<Record<string, { readonly path: string }>>;
  readonly logger: { log(message: string): void };
  readonly report: {
    addViolation(violation: AppViolation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** A finding as cdk8s reports it. */
export interface AppViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly { readonly resourceName: string; readonly locations: readonly string[]; readonly manifestPath: string }[];
}

/** What `properties:` in `cdk8s.yaml` may say. */
export interface AppProperties {
  /** The configuration. @default - the nearest service-patterns.yaml, within the repository */
  readonly config?: string;
  /** Whether the API server's own validation is asked as well. @default true */
  readonly apiServerValidation?: boolean;
}
