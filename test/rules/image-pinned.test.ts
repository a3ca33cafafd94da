import { imagePinned } from '../../lib/rules/image-pinned';
import { ruleTester } from './rule-tester';
import { object, workload } from './yaml';

function web(image: string, rest = ''): string {
  return workload('apps/v1 Deployment', 'shop/web', '{ app: web }', `{ containers: [{ name: main, image: ${image} }]${rest && `, ${rest}`} }`);
}

const DIGEST = `sha256:${'0'.repeat(64)}`;

ruleTester(imagePinned, {
  valid: [
    { name: 'a version', manifests: web('nginx:1.29.3'), ours: true },
    { name: 'a digest', manifests: web(`nginx@${DIGEST}`), ours: true },
    { name: 'a digest beside a tag, which then says nothing', manifests: web(`nginx:latest@${DIGEST}`), ours: true },
    { name: 'a registry with a port', manifests: web('localhost:5000/app:1.0'), ours: true },
    { name: 'a tag that begins like latest', manifests: web('app:latest-2024-01-01'), ours: true },
    { name: 'a variable that something fills in', manifests: web('$(IMAGE)'), ours: true },
    { name: 'a placeholder of a template', manifests: web('"{{ .Values.image }}"'), ours: true },
    { name: 'a placeholder in capitals, as no repository is', manifests: web('IMAGE_NAME'), ours: true },
    { name: 'a program that ko builds', manifests: web('ko://knative.dev/serving/cmd/activator') },
    { name: 'the proxy that Istio injects', manifests: web('auto') },
    {
      name: 'an image that a kustomization gives a version',
      manifests: web('controller:latest') + object('kustomize.config.k8s.io/v1beta1 Kustomization', 'x', 'images: [7, { name: controller, newTag: 1.0.0 }]'),
    },
    { name: 'an image of none, as a patch of kustomize has', refused: true, manifests: web('""') + workload('v1 Pod', 'shop/a', '{}', '{ containers: [{ name: a }] }') },
    { name: 'images of the wrong type', refused: true, manifests: web('1') + web('{ a: 1 }') + web('[nginx]') },
  ],
  invalid: [
    {
      name: 'an image without a tag',
      manifests: web('nginx'),
      ours: true,
      findings: [
        {
          message: 'noTag',
          severity: 'warning',
          field: 'spec.template.spec.containers[0].image',
          object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
          problem: 'Container "main" runs image "nginx", which names no version',
          got: '"nginx", that is "nginx" with the tag "latest"',
          fix: 'add the version that was tested, such as "nginx:1.2.3", or a digest',
        },
      ],
      fixed: web('nginx:1.29.3'),
    },
    {
      name: 'the port of a registry, which is no tag',
      manifests: web('localhost:5000/app'),
      findings: [{ message: 'noTag', severity: 'note' }],
      fixed: web('localhost:5000/app:1.0'),
    },
    {
      name: 'the tag latest',
      manifests: web('registry.example.com:5000/team/app:latest'),
      ours: true,
      findings: [{ message: 'latest', severity: 'warning', fix: /such as "registry\.example\.com:5000\/team\/app:1\.2\.3", or/ }],
      fixed: web(`registry.example.com:5000/team/app@${DIGEST}`),
    },
    {
      name: 'each container by itself, those for the beginning too',
      manifests: web('app:1.0', 'initContainers: [{ name: setup, image: "setup:latest" }, { name: proxy, restartPolicy: Always, image: "proxy:" }]'),
      findings: [
        { message: 'latest', severity: 'note', field: 'spec.template.spec.initContainers[0].image' },
        { message: 'noTag', severity: 'note', field: 'spec.template.spec.initContainers[1].image' },
      ],
      fixed: web('app:1.0', 'initContainers: [{ name: setup, image: "setup:1.0" }, { name: proxy, restartPolicy: Always, image: "proxy:1.0" }]'),
    },
  ],
});
