/**
 * The composition root: {@link io.promontory.frontend.app.PromontoryApplication} starts a process
 * from its file, {@link io.promontory.frontend.app.QueryService} is what the HTTP resources are
 * given to answer with.
 */
@NullMarked
package io.promontory.frontend.app;

import org.jspecify.annotations.NullMarked;
