/**
 * The recorded answers of Prometheus 3.14 to queries over the blocks of the reference data, put to
 * Promontory in front of a Prometheus that serves those blocks: the version behind does not matter,
 * since only raw samples come from it.
 */
@NullMarked
package io.promontory.it.differential.golden;

import org.jspecify.annotations.NullMarked;
