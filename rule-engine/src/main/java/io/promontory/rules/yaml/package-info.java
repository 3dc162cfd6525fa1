/** YAML with positions, so that what is wrong with a file can be said with line and column. */
@NullMarked
package io.promontory.rules.yaml;

import org.jspecify.annotations.NullMarked;
