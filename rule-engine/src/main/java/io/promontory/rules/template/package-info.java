/**
 * The templates of alerts' labels and annotations: the language of Go's {@code text/template} with
 * Prometheus' functions, as far as checking it goes.
 */
@NullMarked
package io.promontory.rules.template;

import org.jspecify.annotations.NullMarked;
