/**
 * The doors of this process: who may come in by HTTP, and how TLS is spoken there, as Prometheus'
 * web configuration says. {@link io.promontory.frontend.door.HttpDoor} stands before everything
 * that is served; {@link io.promontory.frontend.door.OpenDoors} warns of ports that anyone can
 * reach.
 */
@NullMarked
package io.promontory.frontend.door;

import org.jspecify.annotations.NullMarked;
