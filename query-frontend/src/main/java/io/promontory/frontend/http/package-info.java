/**
 * HTTP as Go's server speaks it, since clients of the field were written against that: how URL and
 * form become {@linkplain io.promontory.frontend.http.RequestParams parameters}, how a path finds
 * its {@linkplain io.promontory.frontend.http.RouteTable route} (cleaned, redirected, refused with
 * plain text), cross-origin headers and compression. {@link
 * io.promontory.frontend.http.FrontFilter} puts it in front of Jersey, which then sees only
 * requests that have a resource.
 */
@NullMarked
package io.promontory.frontend.http;

import org.jspecify.annotations.NullMarked;
