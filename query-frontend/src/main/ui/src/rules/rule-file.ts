import type {Rule} from './page';

/** A rule file of one alert. JSON strings are YAML strings, so that no text can break out of its place. */
export function ruleFile(rule: Rule, expr: string, hold: string): string {
  const alert: Record<string, unknown> = {alert: rule.name, expr, for: hold === '' ? '0s' : hold};
  if (rule.keepFiringFor !== undefined && rule.keepFiringFor > 0) {
    alert.keep_firing_for = `${Math.round(rule.keepFiringFor * 1000)}ms`;
  }
  if (rule.labels !== undefined) {
    alert.labels = rule.labels;
  }
  return JSON.stringify({groups: [{name: 'back-test', rules: [alert]}]});
}
