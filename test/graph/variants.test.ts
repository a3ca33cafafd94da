import { joinsByDeclaration } from '../../lib/graph/variants';
import type { Workload } from '../../lib/graph/workload';
import { SERVICE_LABEL, TRACK_LABEL } from '../../lib/patterns/labels';

function carrying(labels: Record<string, string>): Workload {
  return { labels } as unknown as Workload;
}

describe('joining a pattern\'s Service by declaration', () => {
  it('takes the labels that the patterns write', () => {
    expect(joinsByDeclaration(carrying({ [SERVICE_LABEL]: 'web', [TRACK_LABEL]: 'canary' }))).toBe(true);
    expect(joinsByDeclaration(carrying({ [SERVICE_LABEL]: 'web', [TRACK_LABEL]: 'stable' }))).toBe(false);
  });

  it('takes both labels', () => {
    expect(joinsByDeclaration(carrying({ [SERVICE_LABEL]: 'web' }))).toBe(false);
    expect(joinsByDeclaration(carrying({ [TRACK_LABEL]: 'canary' }))).toBe(false);
  });
});
