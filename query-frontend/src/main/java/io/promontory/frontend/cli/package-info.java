/**
 * The command {@code promontory}. {@link io.promontory.frontend.cli.Main} is the way in; each
 * subcommand is a class. Exit codes: 0 done, 1 failed, 2 called wrongly. Errors are one sentence on
 * standard error.
 */
@NullMarked
package io.promontory.frontend.cli;

import org.jspecify.annotations.NullMarked;
