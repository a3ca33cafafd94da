import { Testing, Yaml } from 'cdk8s';
import { OnlineBoutique } from '../online-boutique';

const boutique = new OnlineBoutique(Testing.app(), 'online-boutique');
// Links it as well: what does not link throws here.
const manifests = Testing.synth(boutique);
const names = [...new Set(manifests.map(({ metadata }) => metadata.name as string))];

// An entry for each name, so that a change shows whom it concerns.
test.each(names)('the manifests of %s are those that were reviewed', (name) => {
  expect(Yaml.stringify(...manifests.filter(({ metadata }) => metadata.name === name))).toMatchSnapshot();
});
