/**
 * The pages for browsers. Their sources are TypeScript in {@code src/main/ui}, which the build
 * bundles into this package: {@code index.html}, and what it loads below {@code assets}.
 *
 * <p>{@link io.promontory.frontend.ui.UiAssets} holds them in memory, {@link
 * io.promontory.frontend.ui.UiResource} answers with them: one page of HTML at the path of each
 * page, all one level below the root, so that relative links hold below any prefix and behind any
 * proxy. {@link io.promontory.frontend.ui.PagePolicy} says what a page may do.
 */
@NullMarked
package io.promontory.frontend.ui;

import org.jspecify.annotations.NullMarked;
