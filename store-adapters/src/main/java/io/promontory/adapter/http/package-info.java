/**
 * The HTTP client of the adapters: {@link io.promontory.adapter.http.StoreHttpClient} over the
 * JDK's client, with the deadline and the cancellation of a query enforced while a body is read,
 * bytes counted against its budget, and failures told as {@code StoreException}s that a person
 * understands. {@link io.promontory.adapter.http.HttpClientConfig} holds what a user may set.
 */
@NullMarked
package io.promontory.adapter.http;

import org.jspecify.annotations.NullMarked;
