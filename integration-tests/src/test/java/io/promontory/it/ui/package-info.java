/**
 * The web pages in headless Chromium: one browser and one {@link io.promontory.it.ui.UiSite} for
 * all classes. What pages say on the console, what their security policy stops and what axe finds
 * are failures. Pictures are left in {@code target/ui}.
 */
@NullMarked
package io.promontory.it.ui;

import org.jspecify.annotations.NullMarked;
