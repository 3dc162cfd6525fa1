/**
 * Prometheus' HTTP API: one Jersey resource for each family of endpoints, all thin.
 *
 * <p>A resource method hands its work to {@link io.promontory.frontend.api.ApiEndpoint}, which
 * reads the parameters, turns whatever is thrown into an {@link
 * io.promontory.frontend.api.ApiException} by one table ({@link
 * io.promontory.frontend.api.ApiErrors}) and streams the {@link
 * io.promontory.frontend.api.ApiAnswer}. {@link io.promontory.frontend.api.ApiParams} reads
 * parameters with Prometheus' texts. {@link io.promontory.frontend.api.PrometheusApi} lists the
 * resources and puts them behind the filter of {@code io.promontory.frontend.http}.
 */
@NullMarked
package io.promontory.frontend.api;

import org.jspecify.annotations.NullMarked;
