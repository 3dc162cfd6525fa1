/** The abstract syntax tree of PromQL: immutable records with byte positions in the query text. */
@NullMarked
package io.promontory.promql.ast;

import org.jspecify.annotations.NullMarked;
