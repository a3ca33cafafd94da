import { quote } from '../../report/message';
import { ANYTHING, oneOf, SWITCH, whole } from './annotation-value';
import { cannot, isAddress, mustBe, type Profile, unsupported, type WriteSetting } from './profile';
import { entriesOf, type FindConflict, isOn, type ProviderTable, under } from './provider-table';

const PREFIX = 'service.beta.kubernetes.io/do-loadbalancer-';
const TYPE = `${PREFIX}type`;
const NETWORK = `${PREFIX}network`;
const OVERRIDE = `${PREFIX}override-health-check`;
const HEALTH_CHECK_PATH = `${PREFIX}healthcheck-path`;
const HEALTH_CHECK_PORT = `${PREFIX}healthcheck-port`;
const HEALTH_CHECK_PROTOCOL = `${PREFIX}healthcheck-protocol`;
const CERTIFICATE_ID = `${PREFIX}certificate-id`;
const CERTIFICATE_NAME = `${PREFIX}certificate-name`;
const PASSTHROUGH = `${PREFIX}tls-passthrough`;
const PROTOCOL = `${PREFIX}protocol`;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What looks into connections needs the type of load balancer that ends them. */
const ENDS_CONNECTIONS = { [TYPE]: 'REGIONAL' };

const addresses: WriteSetting = ({ scheme, addresses: [address, ...more] = [] }) => {
  if (scheme === 'internal') return unsupported('an internal load balancer has no address of your own', 'leave addresses out');
  return address !== undefined && isAddress(address) && more.length === 0 ? { [`${PREFIX}ip`]: address } : mustBe('one IP address of your own');
};

const subnets: WriteSetting = ({ subnets: [subnet, ...more] = [] }) =>
  subnet !== undefined && UUID.test(subnet) && more.length === 0 ? { [`${PREFIX}subnet-uuid`]: subnet } : mustBe('the UUID of one subnet');

const tlsCertificates: WriteSetting = ({ tlsCertificates: given = [], tlsPorts = [] }) => {
  const [certificate] = given;
  if (certificate === undefined || given.length > 1) return mustBe('one certificate, by ID or name');
  return { ...ENDS_CONNECTIONS, [UUID.test(certificate) ? CERTIFICATE_ID : CERTIFICATE_NAME]: certificate, [`${PREFIX}tls-ports`]: tlsPorts.join(',') };
};

const idleTimeout: WriteSetting = ({ idleTimeout: seconds, tlsCertificates: certificates }) =>
  certificates
    ? { ...ENDS_CONNECTIONS, [`${PREFIX}http-idle-timeout-seconds`]: String(seconds) }
    : unsupported('its timeout is for HTTP connections that it ends itself', 'give tlsCertificates as well, or leave idleTimeout out');

const profile: Profile = {
  scheme: { internal: { [NETWORK]: 'INTERNAL' }, 'internet-facing': { [NETWORK]: 'EXTERNAL' } },
  settings: {
    addresses,
    subnets,
    healthCheckPath: ({ healthCheckPath = '/' }) => ({ [OVERRIDE]: 'true', [HEALTH_CHECK_PROTOCOL]: 'http', [HEALTH_CHECK_PATH]: healthCheckPath }),
    healthCheckPort: ({ healthCheckPort }) => ({ [OVERRIDE]: 'true', [HEALTH_CHECK_PORT]: String(healthCheckPort) }),
    crossZone: cannot('its regions have no zones', 'leave crossZone out'),
    idleTimeout,
    tlsCertificates,
    proxyProtocol: ({ proxyProtocol }) => ({ ...(proxyProtocol === true ? ENDS_CONNECTIONS : {}), [`${PREFIX}enable-proxy-protocol`]: String(proxyProtocol) }),
  },
};

const twoSizes: FindConflict = ({ annotations }) =>
  annotations[`${PREFIX}size-slug`] !== undefined && annotations[`${PREFIX}size-unit`] !== undefined
    ? {
        annotation: `${PREFIX}size-slug`,
        beside: `with ${quote(`${PREFIX}size-unit`)}`,
        outcome: 'the controller takes one of the two, and refuses both',
        fix: `remove ${quote(`${PREFIX}size-slug`)}`,
      }
    : undefined;

const certificateOf = (annotations: Readonly<Record<string, string>>): string | undefined =>
  [CERTIFICATE_ID, CERTIFICATE_NAME].find((key) => (annotations[key] ?? '') !== '');

const certificateAndPassthrough: FindConflict = ({ annotations }) => {
  const certificate = certificateOf(annotations);
  return certificate !== undefined && isOn(annotations[PASSTHROUGH])
    ? {
        annotation: certificate,
        beside: `with ${quote(PASSTHROUGH)} "true"`,
        outcome: 'the controller either ends TLS or passes it on, and refuses both',
        fix: `remove ${quote(PASSTHROUGH)} to end TLS, or ${quote(certificate)} to pass it on`,
      }
    : undefined;
};

const tlsWithoutCertificate: FindConflict = ({ annotations }) => {
  const asking = [`${PREFIX}tls-ports`, `${PREFIX}http2-ports`].find((key) => entriesOf(annotations[key]).length > 0);
  const annotation = ['https', 'http2', 'http3'].includes(annotations[PROTOCOL] ?? '') ? PROTOCOL : asking;
  if (annotation === undefined || annotations[TYPE] === 'REGIONAL_NETWORK' || certificateOf(annotations) !== undefined || isOn(annotations[PASSTHROUGH])) return undefined;
  return {
    annotation,
    beside: `without ${quote(CERTIFICATE_NAME)}`,
    outcome: 'the controller refuses TLS that nobody ends',
    fix: `name a certificate in ${quote(CERTIFICATE_NAME)}, or set ${quote(PASSTHROUGH)} to "true"`,
  };
};

const checkWithoutOverride: FindConflict = ({ annotations }) => {
  const annotation = [HEALTH_CHECK_PATH, HEALTH_CHECK_PORT].find((key) => (annotations[key] ?? '') !== '');
  if (annotation === undefined || annotations[OVERRIDE] !== undefined) return undefined;
  return {
    annotation,
    beside: `without ${quote(OVERRIDE)}`,
    outcome: 'the controller chooses what is asked, and passes this over',
    fix: `set ${quote(OVERRIDE)} to "true", or remove ${quote(annotation)}`,
    idle: true,
  };
};

const internalDualStack: FindConflict = ({ annotations }) =>
  annotations[NETWORK] === 'INTERNAL' && annotations[`${PREFIX}network-stack`] === 'DUALSTACK'
    ? {
        annotation: `${PREFIX}network-stack`,
        beside: `with ${quote(NETWORK)} "INTERNAL"`,
        outcome: 'internal load balancers have IPv4 alone, and the controller refuses the Service',
        fix: `set ${quote(`${PREFIX}network-stack`)} to "IPV4"`,
      }
    : undefined;

const cookiesWithoutName: FindConflict = ({ annotations }) => {
  const missing = ['cookie-name', 'cookie-ttl'].map((name) => `${PREFIX}sticky-sessions-${name}`).find((key) => (annotations[key] ?? '') === '');
  if (annotations[`${PREFIX}sticky-sessions-type`] !== 'cookies' || missing === undefined) return undefined;
  return {
    annotation: `${PREFIX}sticky-sessions-type`,
    beside: `without ${quote(missing)}`,
    outcome: 'the controller needs name and lifetime of the cookie, and refuses the Service',
    fix: `set ${quote(missing)}`,
  };
};

/** DigitalOcean Kubernetes. */
export const digitalOcean: ProviderTable = {
  name: 'digital-ocean',
  title: 'DigitalOcean',
  sources: [
    'https://github.com/digitalocean/digitalocean-cloud-controller-manager/blob/master/docs/controllers/services/annotations.md',
    'https://docs.digitalocean.com/products/kubernetes/how-to/configure-load-balancers/',
  ],
  profile,
  exclusive: /^service\.(beta\.)?kubernetes\.io\/do-loadbalancer-/,
  annotations: {
    'kubernetes.digitalocean.com/load-balancer-id': ANYTHING,
    'service.kubernetes.io/do-loadbalancer-disown': SWITCH,
    ...under(PREFIX, {
      name: ANYTHING,
      protocol: oneOf('tcp', 'http', 'https', 'http2', 'http3'),
      type: oneOf('REGIONAL', 'REGIONAL_NETWORK'),
      network: oneOf('EXTERNAL', 'INTERNAL'),
      'network-stack': oneOf('IPV4', 'DUALSTACK'),
      ip: ANYTHING,
      'subnet-uuid': ANYTHING,
      'size-slug': oneOf('lb-small', 'lb-medium', 'lb-large'),
      'size-unit': whole(1),
      'healthcheck-port': whole(1, 65535),
      'healthcheck-path': ANYTHING,
      'healthcheck-protocol': oneOf('tcp', 'http', 'https'),
      'healthcheck-check-interval-seconds': whole(3, 300),
      'healthcheck-response-timeout-seconds': whole(3, 300),
      'healthcheck-unhealthy-threshold': whole(2, 10),
      'healthcheck-healthy-threshold': whole(2, 10),
      'override-health-check': ANYTHING,
      'http-ports': ANYTHING,
      'tls-ports': ANYTHING,
      'http2-ports': ANYTHING,
      'http3-port': whole(1, 65535),
      'tls-passthrough': SWITCH,
      'certificate-id': ANYTHING,
      'certificate-name': ANYTHING,
      hostname: ANYTHING,
      algorithm: ANYTHING,
      'sticky-sessions-type': oneOf('none', 'cookies'),
      'sticky-sessions-cookie-name': ANYTHING,
      'sticky-sessions-cookie-ttl': whole(1),
      'redirect-http-to-https': SWITCH,
      'disable-lets-encrypt-dns-records': SWITCH,
      'enable-proxy-protocol': SWITCH,
      'enable-backend-keepalive': SWITCH,
      'http-idle-timeout-seconds': whole(1),
      'deny-rules': ANYTHING,
      'allow-rules': ANYTHING,
    }),
  },
  // As an example of the controller's own has it, though it reads only the other.
  mistaken: { [`${PREFIX}https-ports`]: `${PREFIX}tls-ports` },
  conflicts: [twoSizes, certificateAndPassthrough, tlsWithoutCertificate, checkWithoutOverride, internalDualStack, cookiesWithoutName],
  // The other type leads to the Service's own port on each node.
  needsNodePorts: ({ annotations }) => annotations[TYPE] === 'REGIONAL' || annotations[OVERRIDE] !== undefined,
};
