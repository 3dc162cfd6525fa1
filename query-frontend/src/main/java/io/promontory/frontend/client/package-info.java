/**
 * From the sections of a configuration to clients of other servers: {@link
 * io.promontory.frontend.client.HttpClients} for everything that is asked over HTTP, whatever asks
 * it, and {@link io.promontory.frontend.client.AwsIdentities} for what AWS must know.
 */
@NullMarked
package io.promontory.frontend.client;

import org.jspecify.annotations.NullMarked;
