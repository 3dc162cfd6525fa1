import {nameOf, type RawSeries} from '../query/answers';

/** An instant vector as the API writes it. */
export type Vector = readonly RawSeries[];

type Declared = Readonly<Record<string, string>>;

/**
 * Labels that only tell the one store from the other: those of both that differ, and those that one alone has where
 * series stay apart without them.
 */
export function labelsAside(ours: Declared, theirs: Declared, answers: readonly Vector[]): string[] {
  const apart = Object.keys(ours).filter((label) => Object.hasOwn(theirs, label) && ours[label] !== theirs[label]);
  const alone = [...Object.keys(ours).filter((label) => !Object.hasOwn(theirs, label)), ...Object.keys(theirs).filter((label) => !Object.hasOwn(ours, label))];
  const all = [...apart, ...alone];
  return answers.every((answer) => valuesOf(answer, all).size === answer.length) ? all : apart;
}

/** Values by the name of their series without some labels. */
export function valuesOf(answer: Vector, aside: readonly string[]): Map<string, string> {
  return new Map(answer.map(({metric, value, histogram}) => [nameOf(Object.fromEntries(Object.entries(metric).filter(([label]) => !aside.includes(label)))), value?.[1] ?? `count ${histogram?.[1].count}, sum ${histogram?.[1].sum}`]));
}

/** A series in two answers; values are as the API wrote them. */
export interface Found {
  series: string;
  left: string | undefined;
  right: string | undefined;
  same: boolean;
  /** Of their numbers; empty where one has no such series. */
  difference: string;
}

/** All series of two answers, those that differ first. */
export function differences(left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>): Found[] {
  const all = [...new Set([...left.keys(), ...right.keys()])].sort();
  return all
    .map((series) => {
      const one = left.get(series);
      const other = right.get(series);
      return {series, left: one, right: other, same: one === other, difference: apart(one, other)};
    })
    .sort((a, b) => Number(a.same) - Number(b.same));
}

function apart(one: string | undefined, other: string | undefined): string {
  if (one === undefined || other === undefined) {
    return '';
  }
  const by = Number(other) - Number(one);
  return Number.isFinite(by) ? String(Number(by.toPrecision(3))) : 'differs';
}
