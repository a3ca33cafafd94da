import * as fs from 'node:fs';
import { App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { writesByObject } from './render';
import { replaceForJsii, replaceMethods } from './replace-methods';
import { Session } from './session';

const sessions = new WeakMap<IConstruct, Session>();

/** The session of the app that a construct belongs to, if one is attached. */
export function sessionOf(scope: IConstruct): Session | undefined {
  return sessions.get(scope.node.root);
}

/** The session of the app that a construct belongs to; made, and attached to the app, the first time. */
export function attach(scope: IConstruct, options: { readonly hookSynth: boolean } = { hookSynth: true }): Session {
  const root = scope.node.root;
  let session = sessions.get(root);
  if (!session) {
    session = new Session(root);
    sessions.set(root, session);
    hook(root, session);
    if (options.hookSynth && root instanceof App) hookSynth(root, session);
  }
  const chart = enclosingChart(scope);
  if (chart) session.wrapChart(chart);
  return session;
}

function hook(root: IConstruct, session: Session): void {
  root.node.addValidation({
    validate: () => {
      session.validate();
      return [];
    },
  });
  for (const construct of root.node.findAll()) if (Chart.isChart(construct)) session.wrapChart(construct);
}

/** An app that links by itself needs none of this. */
function hookSynth(root: App, session: Session): void {
  replaceMethods(root, synthMethods(root, session, root));
  // A program in another language that overrides a method calls the class's own from there.
  replaceForJsii(root, synthMethods(root, session, root.constructor.prototype as App));
}

/** An app's own synth, with what is rendered linked before it is written. */
function synthMethods(root: App, session: Session, own: Pick<App, 'synth' | 'synthYaml'>): Pick<App, 'synth' | 'synthYaml'> {
  const synth = own.synth.bind(root);
  const synthYaml = own.synthYaml.bind(root);
  return {
    synth: () => {
      const existed = fs.existsSync(root.outdir);
      try {
        session.synthesize(synth, writesByObject(root));
      } catch (error) {
        // cdk8s makes the folder before it validates: on an error not even that is left behind.
        if (!existed) removeIfEmpty(root.outdir);
        throw error;
      }
    },
    synthYaml: () => session.synthesize(synthYaml, false),
  };
}

function enclosingChart(scope: IConstruct): Chart | undefined {
  return [...scope.node.scopes].reverse().find((construct): construct is Chart => Chart.isChart(construct));
}

function removeIfEmpty(folder: string): void {
  if (fs.existsSync(folder) && fs.readdirSync(folder).length === 0) fs.rmdirSync(folder);
}
