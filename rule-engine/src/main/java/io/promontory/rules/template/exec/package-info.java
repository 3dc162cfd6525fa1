/**
 * Running a parsed template: {@link io.promontory.rules.template.exec.Execution} walks its tree,
 * {@code Evaluator} computes pipelines. Work and output are bounded, whatever the template says.
 */
@NullMarked
package io.promontory.rules.template.exec;

import org.jspecify.annotations.NullMarked;
