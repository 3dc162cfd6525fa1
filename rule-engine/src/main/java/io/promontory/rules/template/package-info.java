/**
 * The labels and annotations of alerts: {@link io.promontory.rules.template.AlertTemplate} is a
 * template in the language of Go's {@code text/template} with Prometheus' functions. {@code syntax}
 * parses, {@code exec} runs, {@code value} and {@code function} are what it runs on.
 */
@NullMarked
package io.promontory.rules.template;

import org.jspecify.annotations.NullMarked;
