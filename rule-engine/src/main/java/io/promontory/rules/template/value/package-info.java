/**
 * What templates compute with: {@link io.promontory.rules.template.value.Value}, the few types of
 * Go that a template can meet, and their text by the rules of Go's {@code fmt} ({@link
 * io.promontory.rules.template.value.Format}).
 */
@NullMarked
package io.promontory.rules.template.value;

import org.jspecify.annotations.NullMarked;
