import { type cdk, github } from 'projen';

const { ActionRefs, GithubWorkflow, WorkflowSteps } = github;
const { READ, WRITE } = github.workflows.JobPermission;
type Job = github.workflows.Job;
type JobStep = github.workflows.JobStep;

const OLDEST_NODE = '20'; // the newest of it: our tools want more than the library does, which package:check runs on the very oldest
const NEWEST_NODE = '24';
const DIST = 'dist';
const TAGGED = 'startsWith(github.ref, \'refs/tags/v\')';

const run = (...commands: string[]): JobStep[] => commands.map((command) => ({ run: command }));
const node = (version: string): JobStep => ({ uses: ActionRefs.ACTIONS_SETUP_NODE, with: { 'node-version': version, 'package-manager-cache': false } });
const prepared = (version: string): JobStep[] => [WorkflowSteps.checkout(), node(version), ...run('npm ci', 'npm run build')];
const job = (steps: JobStep[], more: Partial<Job> = {}): Job => ({ runsOn: ['ubuntu-latest'], permissions: { contents: READ }, steps, ...more });

/** What must hold for every change, on the oldest and the newest Node. */
function build(project: github.GitHub): void {
  const workflow = new GithubWorkflow(project, 'build', { limitConcurrency: true, concurrencyOptions: { cancelInProgress: true, group: '${{ github.workflow }}-${{ github.ref }}' } });
  workflow.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  workflow.addJobs({
    test: job(
      [...prepared('${{ matrix.node }}'), ...run('npm run lint', 'npm run typecheck', 'npm run examples', 'npm run boutique', 'npm test')],
      { strategy: { failFast: false, matrix: { domain: { node: [OLDEST_NODE, NEWEST_NODE] } } } },
    ),
    package: job([...prepared(OLDEST_NODE), ...run('npm run api-docs -- --check', 'npm run compat', 'npm run package:check')]),
    // projen writes package.json and these workflows: what is committed must be what it writes.
    projen: job([WorkflowSteps.checkout(), node(OLDEST_NODE), ...run('npm ci', 'npx projen', 'git diff --exit-code')]),
  });
}

/** Publishes what a tag `v1.2.3` names; started by hand it makes all packages, and publishes none. */
function release(project: github.GitHub): void {
  const workflow = new GithubWorkflow(project, 'release', { limitConcurrency: true });
  workflow.on({ push: { tags: ['v*'] }, workflowDispatch: {} });
  workflow.addJobs({
    packages: job([
      ...prepared(NEWEST_NODE),
      { uses: ActionRefs.ACTIONS_SETUP_PYTHON, with: { 'python-version': '3.x' } },
      { uses: ActionRefs.ACTIONS_SETUP_JAVA, with: { 'distribution': 'temurin', 'java-version': '17' } },
      { uses: ActionRefs.ACTIONS_SETUP_GO, with: { 'go-version': 'stable', 'cache': false } },
      ...run('npm test', 'npm run api-docs -- --check', 'npm run compat', 'npm run package:check'),
      { run: 'npm run release:dry -- --all --tag "$GITHUB_REF_NAME"', if: TAGGED },
      { run: 'npm run release:dry -- --all', if: `!${TAGGED}` },
      WorkflowSteps.uploadArtifact({ with: { name: DIST, path: DIST } }),
    ]),
    // The token of the workflow's own identity is what npm signs the provenance with.
    npm: publishing([publib('npm', ['NPM_TOKEN'], { NPM_CONFIG_PROVENANCE: 'true', NPM_DIST_TAG: 'latest' })], { idToken: WRITE }),
    pypi: publishing([publib('pypi', ['TWINE_USERNAME', 'TWINE_PASSWORD'])]),
    maven: publishing([publib('maven', ['MAVEN_USERNAME', 'MAVEN_PASSWORD', 'MAVEN_GPG_PRIVATE_KEY', 'MAVEN_GPG_PRIVATE_KEY_PASSPHRASE', 'MAVEN_STAGING_PROFILE_ID'], { MAVEN_SERVER_ID: 'central-ossrh' })]),
    go: publishing([publib('golang', ['GO_GITHUB_TOKEN'], { GIT_USER_NAME: 'github-actions[bot]', GIT_USER_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com' })]),
    github: publishing(
      [{ run: `gh release create "$GITHUB_REF_NAME" --repo "$GITHUB_REPOSITORY" --title "$GITHUB_REF_NAME" --notes-file ${DIST}/release-notes.md`, env: { GH_TOKEN: '${{ github.token }}' } }],
      { contents: WRITE },
      ['npm', 'pypi', 'maven', 'go'],
    ),
  });
}

/** A job that publishes from the artifact of `packages`, when a tag asks for it. */
function publishing(steps: JobStep[], permissions: Job['permissions'] = {}, needs: string[] = []): Job {
  return job([node(NEWEST_NODE), WorkflowSteps.downloadArtifact({ with: { name: DIST, path: DIST } }), ...steps], {
    needs: ['packages', ...needs],
    if: TAGGED,
    permissions: { contents: READ, ...permissions },
  });
}

/** Publishes `dist/<language>` by the tool that jsii's projects share. */
function publib(language: string, secrets: readonly string[], env: Record<string, string> = {}): JobStep {
  const values = secrets.map((name): [string, string] => [name === 'GO_GITHUB_TOKEN' ? 'GITHUB_TOKEN' : name, `\${{ secrets.${name} }}`]);
  return { run: `npx --yes --package publib@0.2 publib-${language}`, env: { ...env, ...Object.fromEntries(values) } };
}

/** Adds the workflows of GitHub: they call our own scripts, those that anybody can run. */
export function addWorkflows(project: cdk.JsiiProject): void {
  if (project.github === undefined) throw new Error('The project has no GitHub to add workflows to; set github: true');
  build(project.github);
  release(project.github);
}
