import * as fc from 'fast-check';
import { hostsIn } from '../../lib/graph/service-host';

/** What is found in a text: `url` and `address` hosts as `host:port`, `?` for a port to come; bare names in brackets. */
function found(text: string): string[] {
  return hostsIn(text).map(({ host, port, portToCome, form }) => {
    const shown = `${host}${port === undefined ? (portToCome ? ':?' : '') : `:${String(port)}`}`;
    return form === 'bare' ? `[${shown}]` : shown;
  });
}

const HOSTS: readonly (readonly [string, ...string[]])[] = [
  // Names alone, and with what DNS puts behind them.
  ['orders', '[orders]'],
  ['orders,prices', '[orders]', '[prices]'],
  ['orders and prices'],
  ['ask orders.shop.svc for it', '[orders.shop.svc]'],
  ['orders.shop', '[orders.shop]'],
  ['orders.shop.svc', '[orders.shop.svc]'],
  ['orders.shop.svc.cluster.local', '[orders.shop.svc.cluster.local]'],
  ['orders.shop.svc.cluster.local.', '[orders.shop.svc.cluster.local]'],
  ['kafka-0.kafka.shop.svc.cluster.local', '[kafka-0.kafka.shop.svc.cluster.local]'],
  // Before ports.
  ['orders:9090', 'orders:9090'],
  ['orders.shop:9090/path', 'orders.shop:9090'],
  ['orders.shop.svc.cluster.local.:9090', 'orders.shop.svc.cluster.local:9090'],
  ['orders:65535', 'orders:65535'],
  ['orders:65536'],
  ['orders:0'],
  ['orders:$(ORDERS_PORT)', 'orders:?'],
  ['orders:${PORT}/x', 'orders:?'],
  // URLs.
  ['http://orders.shop.svc:8080/x', 'orders.shop.svc:8080'],
  ['http://Orders:8080', 'orders:8080'],
  ['https://orders', 'orders'],
  ['http://orders:8080?x=1#y', 'orders:8080'],
  ['http://user:secret@orders:8080', 'orders:8080'],
  ['postgres://app:$(PASSWORD)@db:5432/app?sslmode=disable', 'db:5432'],
  ['postgres://app:p%40ss@db.data.svc:5432/app', 'db.data.svc:5432'],
  ['jdbc:postgresql://db:5432/app', 'db:5432'],
  ['redis://:secret@redis:6379/0', 'redis:6379'],
  ['amqp://guest:guest@rabbitmq:5672//', 'rabbitmq:5672'],
  ['mongodb://a:27017,b:27018/app', 'a:27017', 'b:27018'],
  ['mongodb+srv://mongo.data.svc.cluster.local/app', 'mongo.data.svc.cluster.local'],
  ['dns:///orders.shop.svc.cluster.local:50051', 'orders.shop.svc.cluster.local:50051'],
  ['dns://orders:50051', 'orders:50051'],
  ['PLAINTEXT://kafka:9092', 'kafka:9092'],
  ['INTERNAL://kafka'],
  ['http://orders:$(PORT)/x', 'orders:?'],
  ['http://orders:8080/{{ .Path }}', 'orders:8080'],
  // Lists, flags and what surrounds hosts.
  ['kafka-0.kafka:9092,kafka-1.kafka:9092', 'kafka-0.kafka:9092', 'kafka-1.kafka:9092'],
  ['a:8080; b:8081 | c:8082', 'a:8080', 'b:8081', 'c:8082'],
  ['--upstream=http://orders:8080', 'orders:8080'],
  ['user:pass@tcp(mysql:3306)/shop', 'mysql:3306'],
  ['["orders:9090", \'prices:9091\']', 'orders:9090', 'prices:9091'],
  ['{"url":"http://orders:8080/a","n":1}', 'orders:8080'],
  ['proxy_pass http://orders:8080/;', 'orders:8080'],
  ['server orders:8081 max_fails=3;', 'orders:8081'],
  ['root@db:3306', 'db:3306'],
  // What is no host of the cluster.
  ['10.0.0.1:8080'],
  ['http://10.0.0.1:8080/'],
  ['http://[::1]:8080/'],
  ['localhost:8080'],
  ['http://localhost:8080'],
  ['app.localhost:8080'],
  ['0.0.0.0:8080'],
  [':8080'],
  ['12:30'],
  ['8080:80'],
  ['redis:7'],
  ['postgres:16'],
  ['redis:7.2-alpine'],
  ['registry:5000/team/app:1.0'],
  ['registry:5000/app@sha256:0123456789abcdef'],
  ['docker://registry:5000/app'],
  ['oci://registry:5000/charts'],
  ['s3://bucket/key'],
  ['gs://bucket:8080'],
  ['file:///etc/orders:8080'],
  ['unix:///var/run/app.sock'],
  ['lb://orders'],
  ['config.yaml:12'],
  ['git@github.com:acme/app.git'],
  ['admin@example.com'],
  ['INFO:8080'],
  ['orders_db:5432'],
  ['http://orders_db:5432'],
  ['-orders:8080'],
  ['orders-:8080'],
  ['a..b:8080'],
  ['*.orders.shop.svc:8080'],
  ['http://{{ .Release.Name }}-orders:8080'],
  ['http://${HOST}:8080'],
  ['http://$HOST.shop.svc:8080'],
  ['http://orders-$(ZONE).shop.svc:8080'],
  ['http://<your-host>:8080'],
  ['%HOST%:8080'],
  // Comments, and words before a colon that are users or images.
  ['# see http://orders:8080'],
  ['  // http://orders:8080'],
  ['; orders:8080'],
  ['-- orders:8080'],
  ['<!-- http://orders:8080 -->'],
  ['a=1 # http://orders:8080'],
  ['chown redis:1000 /data'],
  ['image: redis:7000'],
];

test.each(HOSTS.map(([text, ...hosts]) => ({ text, hosts })))('in $text are $hosts', ({ text, hosts }) => {
  expect(found(text)).toEqual(hosts);
});

test('a text of several lines is read line by line', () => {
  expect(found('a: http://orders:8080\n# b: http://prices:8080\nc: http://stock:8080 # http://lost:80\n')).toEqual(['orders:8080', 'stock:8080']);
});

/** A megabyte of what makes careless patterns try everything. */
const HOSTILE = [
  'a', 'a.', '-', '.', ':', '://', 'a://', '@', 'a@', '/', '$', '$(', '${', '{{', '{', '<', '<a', '%', '%a', '*', ' ', '\n', '\t', '#', ' #', 'a:1', 'a:80,', '"', '\\', 'http://', 'http://a',
  'kind:', '\nkind', 'user', '=', '-a=', 'é', '\uFFFF',
];

test.each(HOSTILE)('a megabyte of %j is read in no time', (piece) => {
  const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
  const before = process.cpuUsage();
  for (const hostile of [text, `http://${text}!`, `\${${text}:80`]) hostsIn(hostile);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(4);
});

test('one word is read by itself as it is in a text', () => {
  const part = fc.constantFrom('orders', 'a', '1', 'svc', 'image', 'uid', 'http', 'rem', '80', '5432', 'shop', '.', ':', '/', '//', '@', '-', '--user', '_', '://');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
      const word = parts.join('');
      expect(hostsIn(word)).toEqual(hostsIn(`${word}\n`));
    }),
    { numRuns: 5_000 },
  );
});
