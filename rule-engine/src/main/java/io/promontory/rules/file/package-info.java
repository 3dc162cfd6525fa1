/**
 * Rule files as typed values: {@link io.promontory.rules.file.RuleFileReader} reads the YAML of
 * Prometheus' rule files into {@link io.promontory.rules.file.RuleFile} and says what is wrong with
 * line and column.
 */
@NullMarked
package io.promontory.rules.file;

import org.jspecify.annotations.NullMarked;
