/** Reads what published schemas leave out from the Go sources of the API types: feature gates of fields, and constants of enums. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * The types of a k8s.io/api module, by the names that the schemas give them: `io.k8s.api.core.v1.Lifecycle`.
 * `fields` maps JSON names to the Go type and the comment; `constants` maps named string types to their values;
 * `untyped` lists the names and values of the others.
 */
export function readTypes(root) {
  const structs = new Map();
  const constants = new Map();
  const untyped = [];
  for (const [folder, text] of typeFiles(root)) {
    const prefix = `io.k8s.api.${folder.replaceAll('/', '.')}.`;
    for (const [, name, body] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) structs.set(prefix + name, readStruct(prefix, body));
    for (const [, type, value] of text.matchAll(/^\s+\w+\s+([A-Z]\w*)\s*=\s*"([^"]*)"/gm)) {
      constants.set(prefix + type, [...(constants.get(prefix + type) ?? []), value]);
    }
    for (const [, name, value] of text.matchAll(/^\s+(\w+)\s*=\s*"([^"]*)"/gm)) untyped.push([name, value]);
  }
  return { fields: flatten(structs), constants, untyped };
}

function typeFiles(root) {
  return filesOf(root, /^\w+\/\w+\/types\.go$/).map((file) => [path.dirname(file), fs.readFileSync(path.join(root, file), 'utf8')]);
}

function readStruct(prefix, body) {
  const fields = [];
  let comment = [];
  for (const line of body.split('\n')) {
    const remark = /^\s*\/\/ ?(.*)$/.exec(line);
    const field = /^\s+(?:(\w+)\s+)?([\w.*[\]]+)\s+`json:"([^",]*)(,[^"]*)?"/.exec(line);
    if (remark) comment.push(remark[1]);
    else if (field) {
      const [, , type, name, options] = field;
      const bare = type.replace(/^[*[\]]*/, '');
      fields.push({ name, inline: name === '' && /inline/.test(options ?? ''), type: bare.includes('.') ? bare : prefix + bare, comment: comment.join('\n') });
      comment = [];
    } else comment = [];
  }
  return fields;
}

/** Embedded structs count as if their fields stood in place, as they do in JSON. */
function flatten(structs) {
  const all = (name) => (structs.get(name) ?? []).flatMap((field) => (field.inline ? all(field.type) : [field]));
  return new Map([...structs.keys()].map((name) => [name, new Map(all(name).map((field) => [field.name, field]))]));
}

/** The gates that a comment says guard its field: by marker, or else in a sentence of the kinds that speak of the field as a whole. */
export function gatesOf(comment, isGate) {
  const marked = [...comment.matchAll(/\+featureGate=([\w, ]+)/g)].flatMap(([, names]) => names.split(/[, ]+/));
  const sentences = comment.replace(/\s+/g, ' ').split(/\. /);
  const said = sentences.filter((sentence) => /^(This|To use this|It can be used)\b.*feature/.test(sentence)).flatMap((sentence) => sentence.split(/\W+/));
  return [...new Set(marked.length > 0 ? marked : said)].filter(isGate);
}

/** Defaults of the feature gates at a minor, from its own module; both forms of the list are read. */
export function readGates(root, minor) {
  const gates = new Map();
  for (const file of filesOf(path.join(root, 'pkg/features'), /kube_features\.go$/)) {
    const text = fs.readFileSync(path.join(root, 'pkg/features', file), 'utf8');
    for (const [, name, isOn] of text.matchAll(/^\t(?:\w+\.)?(\w+):\s*\{Default: (true|false)/gm)) gates.set(name, isOn === 'true');
    for (const [, name, specs] of text.matchAll(/^\t(?:\w+\.)?(\w+):\s*\{\n((?:\t\t.*\n)+)/gm)) {
      const known = [...specs.matchAll(/MustParse\("1\.(\d+)"\), Default: (true|false)/g)].filter(([, version]) => Number(version) <= minor);
      if (known.length > 0) gates.set(name, known.at(-1)[2] === 'true');
    }
  }
  if (gates.size === 0) throw new Error(`no feature gates found in ${root}`);
  return gates;
}

/** Kinds of beta API that a minor serves by default though they are beta: `flowcontrolv1beta3 flowschemas`. */
export function readServedBetas(root) {
  const text = fs.readFileSync(path.join(root, 'pkg/controlplane/instance.go'), 'utf8');
  return [...text.matchAll(/^\s+(\w+)\.SchemeGroupVersion\.WithResource\("(\w+)"\)/gm)].map(([, api, resource]) => `${api} ${resource}`);
}

/** When kinds ended and what replaces them, as the API types themselves say: `policy/v1beta1 PodDisruptionBudget`. */
export function readLifecycles(root) {
  const lifecycles = new Map();
  for (const file of filesOf(root, /zz_generated\.prerelease-lifecycle\.go$/)) {
    const folder = path.dirname(path.join(root, file));
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    const group = groupOf(folder);
    const version = path.basename(folder);
    for (const [, kind, removed] of text.matchAll(/\*(\w+)\) APILifecycleRemoved\(\) \(major, minor int\) \{\n\s+return 1, (\d+)/g)) {
      const replacement = new RegExp(`\\*${kind}\\) APILifecycleReplacement\\(\\)[^{]*\\{\\n\\s+return schema.GroupVersionKind\\{Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"`).exec(text);
      lifecycles.set(`${group === '' ? '' : `${group}/`}${version} ${kind}`, {
        removed: Number(removed),
        ...(replacement?.[3] === kind ? { next: `${replacement[1] === '' ? '' : `${replacement[1]}/`}${replacement[2]}` } : {}),
      });
    }
  }
  return lifecycles;
}

function filesOf(root, pattern) {
  return fs.readdirSync(root, { recursive: true }).filter((file) => pattern.test(file)).sort();
}

function groupOf(folder) {
  const text = ['register.go', 'doc.go'].map((file) => path.join(folder, file)).filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  return /^const GroupName = "([^"]*)"/m.exec(text)?.[1] ?? /\+groupName=(\S*)/.exec(text)?.[1] ?? '';
}
