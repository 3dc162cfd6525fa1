/**
 * Servers that are asked the same in turns, once their answers were found equal: {@link
 * io.promontory.it.bench.race.Race}.
 */
@NullMarked
package io.promontory.it.bench.race;

import org.jspecify.annotations.NullMarked;
