import { LinkedApp } from 'cdk8s-service-patterns';
import { Web } from './web';

const app = new LinkedApp();
new Web(app, 'web', { namespace: 'default' });
app.synth();
