/**
 * What a configured store shows of the series behind it: without the labels that tell replicas
 * apart ({@link io.promontory.frontend.federation.view.ReplicaLabels}). Each is a store around a
 * store.
 */
@NullMarked
package io.promontory.frontend.federation.view;

import org.jspecify.annotations.NullMarked;
