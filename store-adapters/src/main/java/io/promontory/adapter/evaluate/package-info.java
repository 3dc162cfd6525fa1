/**
 * What the stores share that have expressions evaluated where the samples are: {@link
 * io.promontory.adapter.evaluate.Pushdown} says when that may be done, {@link
 * io.promontory.adapter.evaluate.StepSlices} cuts a question to what a server answers, {@link
 * io.promontory.adapter.evaluate.StepTable} puts the answers together, and {@link
 * io.promontory.adapter.evaluate.Remarks} tells apart what comes beside them.
 */
@NullMarked
package io.promontory.adapter.evaluate;

import org.jspecify.annotations.NullMarked;
