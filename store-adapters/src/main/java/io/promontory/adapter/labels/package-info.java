/**
 * Labels that a store adds to its series, or drops from them, and the order of the series after
 * that: what several kinds of stores share.
 */
@NullMarked
package io.promontory.adapter.labels;

import org.jspecify.annotations.NullMarked;
