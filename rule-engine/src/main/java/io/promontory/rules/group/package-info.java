/**
 * Groups of rules in time: {@link io.promontory.rules.group.Slots} says when a group is due, {@link
 * io.promontory.rules.group.LiveGroup} evaluates its rules in order, {@link
 * io.promontory.rules.group.GroupLoop} does so slot after slot, {@link
 * io.promontory.rules.group.RuleManager} holds all groups and swaps them at a reload.
 */
@NullMarked
package io.promontory.rules.group;

import org.jspecify.annotations.NullMarked;
