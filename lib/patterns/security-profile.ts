import { quote } from '../report/message';
import { propError } from '../report/prop-error';

/** Who the containers run as, and where they may write. */
export interface SecurityProfileOptions {
  /**
   * Numeric user. An image whose user is root, or is given by name, cannot start under `runAsNonRoot` without it.
   *
   * @default - the image's own user
   */
  readonly user?: number;
  /**
   * Numeric group.
   *
   * @default - the image's own group
   */
  readonly group?: number;
  /**
   * Group that owns the pod's volumes.
   *
   * @default - none
   */
  readonly fsGroup?: number;
  /**
   * Folders that the program writes to, besides `/tmp`: each becomes an empty volume of at most 256Mi.
   *
   * @default - none
   */
  readonly writablePaths?: string[];
}

/** Describes a profile. */
interface ProfileSettings extends SecurityProfileOptions {
  readonly nonRoot: boolean;
  readonly hardened: boolean;
}

/**
 * What the containers of a pod may do.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export class SecurityProfile {
  /**
   * Pod Security level "restricted", and more: no root, no privilege escalation, no capabilities, the runtime's seccomp
   * profile, a read-only root file system with a writable `/tmp`.
   */
  public static restricted(options: SecurityProfileOptions = {}): SecurityProfile {
    return new SecurityProfile({ ...options, nonRoot: true, hardened: true });
  }

  /** Pod Security level "baseline", still not as root: for programs that write to their own image or escalate by setuid. */
  public static baseline(options: SecurityProfileOptions = {}): SecurityProfile {
    return new SecurityProfile({ ...options, nonRoot: true, hardened: false });
  }

  /** Pod Security level "baseline", as root if the image says so. The reason is for whoever reads the code. */
  public static legacyRoot(reason: string, options: SecurityProfileOptions = {}): SecurityProfile {
    if (reason.trim() === '') {
      throw propError({
        path: '',
        field: 'SecurityProfile.legacyRoot.reason',
        problem: 'Running as root must say why',
        got: quote(reason),
        fix: 'say what in the image needs root, or use SecurityProfile.restricted({ user: 1000 })',
      });
    }
    return new SecurityProfile({ ...options, nonRoot: false, hardened: false });
  }

  /** @internal */
  public readonly _settings: ProfileSettings;

  private constructor(settings: ProfileSettings) {
    for (const [index, path] of (settings.writablePaths ?? []).entries()) {
      if (path.startsWith('/') && path !== '/') continue;
      throw propError({
        path: '',
        field: `SecurityProfile.writablePaths[${String(index)}]`,
        problem: 'A writable path must be an absolute path of a folder',
        got: quote(path),
        fix: 'write it like "/var/cache/nginx"',
      });
    }
    this._settings = settings;
  }
}
