/**
 * The demo: {@link io.promontory.frontend.demo.Demo} runs everything in one process, over {@link
 * io.promontory.frontend.demo.DemoFleet}'s made-up services, whose history grows while it runs.
 */
@NullMarked
package io.promontory.frontend.demo;

import org.jspecify.annotations.NullMarked;
