/**
 * The configuration file as typed objects. One class per section, each field with its default
 * beside it and a {@link io.promontory.frontend.config.Doc} sentence that the reference page is
 * made of; {@link io.promontory.frontend.config.ConfigLoader} reads a file and says where it is
 * wrong. {@code server} and {@code logging} are Dropwizard's own sections.
 */
@NullMarked
package io.promontory.frontend.config;

import org.jspecify.annotations.NullMarked;
