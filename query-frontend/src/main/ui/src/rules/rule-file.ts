import type {Rule} from './rule';

/** The group a rule is of: its name and interval decide when it is evaluated. */
export interface GroupOf {
  name: string;
  file: string;
  /** In s. */
  interval: number;
}

/** A rule file of one alert. JSON strings are YAML strings, so that no text can break out of its place. */
export function ruleFile(rule: Rule, expr: string, hold: string, group: GroupOf): string {
  const alert: Record<string, unknown> = {alert: rule.name, expr, for: hold === '' ? '0s' : hold};
  if (rule.keepFiringFor !== undefined && rule.keepFiringFor > 0) {
    alert.keep_firing_for = `${Math.round(rule.keepFiringFor * 1000)}ms`;
  }
  if (rule.labels !== undefined) {
    alert.labels = rule.labels;
  }
  return JSON.stringify({groups: [{name: group.name, interval: `${Math.round(group.interval * 1000)}ms`, rules: [alert]}]});
}
