// The npm client prometheus-query against a server. Arguments: base URL, time in ms. Prints one JSON line per case.
import { PrometheusDriver } from 'prometheus-query';

const driver = new PrometheusDriver({ endpoint: process.argv[2], baseURL: '/api/v1' });
const time = Number(process.argv[3]);
const start = time - 1_800_000;

print('instant', ordered((await driver.instantQuery('sum by (job) (up)', time)).result));
print('instant scalar', (await driver.instantQuery('scalar(count(up)) / 4', time)).result);
print('range', ordered((await driver.rangeQuery('rate(requests_total{job="api",code="200"}[5m])', start, time, '60s')).result));
print('series', (await driver.series('{__name__=~"memory_.*"}', start, time)).map(String).sort());
print('labelNames', await driver.labelNames());
print('labelValues', await driver.labelValues('job'));
print('metadata', typeof (await driver.metadata()));
print('rules', await driver.rules());
print('alerts', await driver.alerts());
print('status', Object.keys(await driver.status()).sort());
for (const broken of ['sum(', 'rate(up)', 'up{job=~"("}']) {
  try {
    print(broken, await driver.instantQuery(broken, time));
  } catch (error) {
    print(broken, String(error));
  }
}

function ordered(result) {
  return result.map((series) => JSON.stringify(series)).sort();
}

function print(name, value) {
  console.log(JSON.stringify([name, value]));
}
