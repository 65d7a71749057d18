/** What only the course's notebooks need: how long they train, and answers to their exercises that are checked. */
package lungo.lib.course;
