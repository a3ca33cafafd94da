import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** Gives a run of all tests one temporary folder, which goes with it: cdk8s's `Testing` leaves a folder behind for each of its apps. */
export default function temporaryFolder(): void {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'service-patterns-tests-'));
  process.env.TMPDIR = process.env.TEMP = process.env.TMP = folder;
  process.on('exit', () => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
}
