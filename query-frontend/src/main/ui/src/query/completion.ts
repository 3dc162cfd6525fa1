import type {Completion, CompletionContext, CompletionResult} from '@codemirror/autocomplete';
import type {MetricMetadata, PrometheusClient} from '@prometheus-io/codemirror-promql/dist/esm/client/prometheus';
import {HybridComplete} from '@prometheus-io/codemirror-promql/dist/esm/complete/hybrid';
import {labelMatchersToString} from '@prometheus-io/codemirror-promql/dist/esm/parser/matcher';
import type {Matcher} from '@prometheus-io/codemirror-promql/dist/esm/types';
import {api} from '../lib/api';

/** Never more names than these are asked for; the server narrows them by what is typed. */
const LIMIT = 100;
/** With as many that begin as typed, those that merely contain it are not asked for: they cost a look at every name. */
const ENOUGH = 20;
const MOST_TYPED = 128;

/** Asks the server for what fits the text typed so far, and lets go of it when more is typed. */
class TypedClient implements PrometheusClient {
  /** The word before the caret. */
  typed = '';
  /** Whether the server may have more than it gave. */
  bounded = false;
  private asking = new AbortController();

  constructor(private readonly start: () => number) {}

  /** Forgets what is under way. */
  restart(typed: string): void {
    this.asking.abort();
    this.asking = new AbortController();
    this.typed = typed.slice(0, MOST_TYPED);
    this.bounded = false;
  }

  stop(): void {
    this.asking.abort();
  }

  metricNames(prefix = ''): Promise<string[]> {
    return this.fitting('__name__', (matcher) => `{${matcher}}`, prefix || this.typed);
  }

  labelNames(metricName = ''): Promise<string[]> {
    return this.list('labels', metricName === '' ? undefined : labelMatchersToString(metricName), 1000);
  }

  labelValues(labelName: string, metricName = '', matchers: Matcher[] = []): Promise<string[]> {
    const others = labelMatchersToString(metricName, matchers, labelName);
    const open = others.endsWith('}') ? others.slice(0, -1) : `${others}{`;
    const join = open.endsWith('{') ? '' : ',';
    return this.fitting(labelName, (matcher) => `${open}${join}${matcher}}`, this.typed);
  }

  /** Metadata comes name by name, for the one looked at. */
  metricMetadata(): Promise<Record<string, MetricMetadata[]>> {
    return Promise.resolve({});
  }

  series(): Promise<Map<string, string>[]> {
    return Promise.resolve([]);
  }

  flags(): Promise<Record<string, string>> {
    return Promise.resolve({});
  }

  /** Values that begin with the text, then those that contain it. */
  private async fitting(label: string, selector: (matcher: string) => string, text: string): Promise<string[]> {
    const path = `label/${encodeURIComponent(label)}/values`;
    const name = /^[a-zA-Z_]\w*$/.test(label) ? label : JSON.stringify(label);
    const like = (pattern: string): string => selector(`${name}=~${JSON.stringify(pattern)}`);
    if (text === '') {
      return this.list(path, like('.+'), LIMIT);
    }
    const escaped = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const starts = await this.list(path, like(`${escaped}.*`), LIMIT);
    if (starts.length >= ENOUGH || this.asking.signal.aborted) {
      this.bounded = true;
      return starts;
    }
    const contains = await this.list(path, like(`(?i).*${escaped}.*`), LIMIT);
    return [...new Set([...starts, ...contains])];
  }

  /** What cannot be had is none: completion is a help, not a duty. */
  private async list(path: string, match: string | undefined, limit: number): Promise<string[]> {
    try {
      const {data} = await api<string[]>(path, {
        // In whole minutes, so that one text after the other asks of the same time.
        params: {'match[]': match, limit, start: Math.floor(this.start() / 60_000) * 60},
        signal: this.asking.signal,
      });
      this.bounded ||= data.length >= limit;
      return data;
    } catch {
      return [];
    }
  }
}

/** Completes at the caret, from the language and from the server; `start` bounds what is asked, in ms. */
export function completer(start: () => number): (context: CompletionContext) => Promise<CompletionResult | null> {
  const client = new TypedClient(start);
  const strategy = new HybridComplete(client);
  return async (context) => {
    client.restart(context.matchBefore(/[^\s"'`(){},=~!]*$/)?.text ?? '');
    context.addEventListener('abort', () => client.stop(), {onDocChange: true});
    const result = await strategy.promQL(context);
    if (result === null || context.aborted) {
      return null;
    }
    const options = result.options.map(withHelp);
    const {validFor: _, ...open} = result;
    return client.bounded ? {...open, options} : {...result, options};
  };
}

/** Type and HELP of metrics, fetched when one is looked at. */
function withHelp(option: Completion): Completion {
  return option.type === 'constant' && option.info === undefined ? {...option, info: () => help(option.label)} : option;
}

async function help(metric: string): Promise<Node | null> {
  const names = [metric, metric.replace(/_(count|sum|bucket|total)$/, '')];
  for (const name of new Set(names)) {
    try {
      const {data} = await api<Record<string, MetricMetadata[]>>('metadata', {params: {metric: name, limit_per_metric: 1}});
      const found = data[name]?.[0];
      if (found !== undefined) {
        const box = document.createElement('div');
        const type = document.createElement('b');
        type.textContent = found.type;
        box.append(type, ` ${found.help}`);
        return box;
      }
    } catch {
      return null;
    }
  }
  return null;
}
