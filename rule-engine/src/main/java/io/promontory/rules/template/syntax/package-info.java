/**
 * Text to tree: {@link io.promontory.rules.template.syntax.Lexer} cuts a template into tokens,
 * {@link io.promontory.rules.template.syntax.Parser} makes a tree of {@link
 * io.promontory.rules.template.syntax.Node}. The language is that of Go's {@code text/template};
 * error texts and positions are Go's.
 */
@NullMarked
package io.promontory.rules.template.syntax;

import org.jspecify.annotations.NullMarked;
