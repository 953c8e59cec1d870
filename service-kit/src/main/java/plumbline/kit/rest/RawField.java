package plumbline.kit.rest;

import com.google.protobuf.Descriptors.FieldDescriptor;

/**
 * A string field that can be a body by itself, in a media type of its own.
 *
 * @param mediaType such as {@code application/yaml}
 */
public record RawField(String mediaType, FieldDescriptor field) {}
