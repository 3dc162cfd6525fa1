/**
 * What a query's answer should be read with care for: the warnings and infos that evaluation
 * collects and the API shows.
 */
@NullMarked
package io.promontory.promql.annotation;

import org.jspecify.annotations.NullMarked;
