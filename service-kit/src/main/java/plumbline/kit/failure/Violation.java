package plumbline.kit.failure;

/**
 * One field of a request that is not as it must be.
 *
 * @param field the field's path in the request, such as {@code definition.variants[1].weight}
 * @param description what is wrong with it and what is allowed
 */
public record Violation(String field, String description) {}
