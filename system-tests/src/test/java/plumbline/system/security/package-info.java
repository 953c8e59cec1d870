/** Who gets in, and what does not get out. */
package plumbline.system.security;
