import { LinkedApp } from 'cdk8s-service-patterns';
import { OnlineBoutique } from './online-boutique';

const app = new LinkedApp();
new OnlineBoutique(app, 'online-boutique');
app.synth();
