/** Tests of the merge of replicas. */
@NullMarked
package io.promontory.series.replica;

import org.jspecify.annotations.NullMarked;
