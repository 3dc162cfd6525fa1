import {HighlightStyle, LRLanguage, syntaxHighlighting} from '@codemirror/language';
import {EditorView} from '@codemirror/view';
import {tags} from '@lezer/highlight';
import {parser} from '@prometheus-io/lezer-promql';

/** The language by Prometheus' own grammar, for colours and completion; what is wrong with a text the server says. */
export const promql = LRLanguage.define({
  parser: parser.configure({top: 'PromQL'}),
  languageData: {closeBrackets: {brackets: ['(', '[', '{', "'", '"', '`']}, commentTokens: {line: '#'}},
});

/** Colours of PromQL, few: names, numbers, texts and words of the language. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    {tag: tags.keyword, color: 'var(--archive)'},
    {tag: tags.operatorKeyword, color: 'var(--archive)'},
    {tag: tags.modifier, color: 'var(--archive)'},
    {tag: tags.function(tags.variableName), color: 'var(--accent)'},
    {tag: tags.string, color: 'var(--warn)'},
    {tag: tags.number, color: 'var(--ok)'},
    {tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic'},
    {tag: tags.labelName, color: 'var(--muted)'},
  ]),
);

/** The editor's look, in the design's constants. */
export const look = EditorView.theme({
  '&': {backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '14px'},
  '&.cm-focused': {outline: 'none'},
  '.cm-scroller': {fontFamily: 'var(--mono)', lineHeight: '22px'},
  '.cm-content': {padding: '6px 0', caretColor: 'var(--ink)'},
  '.cm-cursor': {borderLeftColor: 'var(--ink)', borderLeftWidth: '2px'},
  '.cm-placeholder': {color: 'var(--muted)'},
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {background: 'color-mix(in srgb, var(--accent) 25%, transparent)'},
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {backgroundColor: 'var(--wash)', outline: '1px solid var(--rule)'},
  '.cm-tooltip': {backgroundColor: 'var(--surface)', border: '1px solid var(--rule)', color: 'var(--ink)'},
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {fontFamily: 'var(--mono)', fontSize: '12.5px', maxHeight: '280px'},
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {lineHeight: '24px', padding: '0 8px'},
  '.cm-tooltip-autocomplete ul li[aria-selected]': {backgroundColor: 'var(--accent)', color: 'var(--surface)'},
  '.cm-completionDetail': {color: 'inherit', fontStyle: 'normal', opacity: '1', marginLeft: '12px'},
  '.cm-completionMatchedText': {textDecoration: 'none', fontWeight: '650'},
  '.cm-completionInfo': {fontFamily: 'var(--sans)', fontSize: '13px', lineHeight: '20px', maxWidth: '360px', padding: '6px 10px'},
  '.cm-fault': {borderBottom: '2px dotted var(--error)'},
});

/** The texts of the vector selectors of an expression, each once, in order. */
export function selectorsOf(expr: string): string[] {
  const found = new Set<string>();
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name === 'VectorSelector') {
        found.add(expr.slice(node.from, node.to));
      }
    },
  });
  return [...found];
}
