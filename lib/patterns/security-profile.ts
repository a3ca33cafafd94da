import { posix } from 'node:path';
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
   * @default - none; in a StatefulBackend that keeps something and does not run as root, the group, the user, or 65532
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
  /** Whether it keeps to Pod Security "restricted"; otherwise to "baseline". */
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
      throw refused(
        'legacyRoot.reason',
        'Running as root must say why',
        reason,
        'say what in the image needs root, or use SecurityProfile.restricted({ user: 1000 })',
      );
    }
    return new SecurityProfile({ ...options, nonRoot: false, hardened: false });
  }

  /** @internal */
  public readonly _settings: ProfileSettings;

  private constructor(settings: ProfileSettings) {
    const writablePaths = settings.writablePaths?.map(readWritablePath);
    this._settings = { ...settings, ...(writablePaths ? { writablePaths } : {}) };
    for (const field of ['user', 'group', 'fsGroup'] as const) checkIdentity(field, settings[field]);
    if (settings.nonRoot && settings.user === 0) {
      throw refused(
        'user',
        'This profile does not run as root, and user 0 is root',
        0,
        'give another user, such as 1000, or use SecurityProfile.legacyRoot(reason)',
      );
    }
  }
}

/** A folder's path as everybody writes it: two spellings of one folder would be two volumes, one over the other. */
function readWritablePath(path: string, index: number): string {
  const folder = posix.normalize(path).replace(/\/$/, '');
  if (folder.startsWith('/')) return folder;
  throw refused(
    `writablePaths[${String(index)}]`,
    'A writable path must be an absolute path of a folder below the root',
    path,
    'write it like "/var/cache/nginx"',
  );
}

function checkIdentity(field: string, id: number | undefined): void {
  if (id === undefined || (Number.isInteger(id) && id >= 0 && id <= 2 ** 31 - 1)) return;
  throw refused(
    field,
    `${field} must be a whole number from 0 to 2147483647: Kubernetes looks no names up`,
    id,
    `give the number that the image was built for, such as ${field}: 1000`,
  );
}

function refused(field: string, problem: string, got: unknown, fix: string): Error {
  return propError({ path: '', field: `SecurityProfile.${field}`, problem, got: quote(got), fix });
}
