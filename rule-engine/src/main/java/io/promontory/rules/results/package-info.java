/**
 * Where the results of rules live: {@link io.promontory.rules.results.ResultStore} keeps them in
 * memory, to be queried, and in a {@link io.promontory.rules.results.ResultLog}, to be there again
 * after a restart.
 */
@NullMarked
package io.promontory.rules.results;

import org.jspecify.annotations.NullMarked;
