@org.jspecify.annotations.NullMarked
package plumbline.assignment.review;
