/**
 * What a dashboard over a managed service costs, in billed samples, requests, bytes and time: read
 * as samples, left to the service, and as the planner chooses.
 */
@NullMarked
package io.promontory.it.bench.managed;

import org.jspecify.annotations.NullMarked;
