import type { IConstruct } from 'constructs';
import { parseExternal } from '../graph/externals';
import { propError } from '../report/prop-error';
import { attach } from './attach';
import { declareExternal } from './declarations';

/** What exists in the cluster though nothing in the app makes it: somebody else's chart does, or an operator. */
export class ExternalObjects {
  /**
   * Says that an object exists, so that no rule asks for it.
   *
   * @param scope the chart or app that relies on it
   * @param name kind, namespace and name, such as `secret/shop/database`; without a namespace where it may be any, as in `secret/database`
   * @throws LinkError where that names no object
   *
   * @example
   * ExternalObjects.declare(chart, 'secret/shop/database');
   */
  public static declare(scope: IConstruct, name: string): void {
    const read = parseExternal(name);
    if ('wrong' in read) throw propError({ path: scope.node.path, field: 'ExternalObjects.declare.name', ...read.wrong });
    attach(scope);
    declareExternal(scope, read.external);
  }

  private constructor() {}
}
