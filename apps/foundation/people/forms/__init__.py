"""Shapes of input; choices are limited to the actor's own area, and rows are named by their public ids."""
