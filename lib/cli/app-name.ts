import validateName from 'validate-npm-package-name';
import { harmless } from '../report/harmless';
import { quote } from '../report/message';
import { UsageError } from './usage-error';

/**
 * The name for an app's package.json, if npm takes it.
 *
 * @throws UsageError where npm refuses it, or would mistake the app for what it installs
 */
export function appName(name: string, installed: readonly string[]): string {
  const { errors = [], warnings = [] } = validateName(name);
  const reasons = [...errors, ...warnings, ...(installed.includes(name) ? ['the app installs a package of that name'] : [])];
  if (reasons.length === 0) return name;
  throw new UsageError(`${harmless(quote(name))} cannot be the name of the app: ${reasons.join(', ')}; choose another with --name${suggestion(name, installed)}`);
}

/** What is left of a name when all that npm refuses is taken out, if that is a name. */
function suggestion(name: string, installed: readonly string[]): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
  const candidate = installed.includes(plain) || !validateName(plain).validForNewPackages ? `${plain}-app` : plain;
  return plain !== '' && validateName(candidate).validForNewPackages ? `, such as --name ${candidate}` : '';
}
